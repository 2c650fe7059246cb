/**
 * Named places at which a test may end the process, to see what a crash there leaves behind. The name comes from
 * METAFORGE_FAULT; whoever sets the environment of the gateway can end it anyway.
 */

/** Called at each place with its name, such as `apply:rename:3`. */
export type Fault = (place: string) => void;

export const noFault: Fault = () => {};

/** Kills this process with SIGKILL at the named place; without a name it does nothing. */
export function faultAt(place: string | undefined): Fault {
  if (!place) return noFault;
  return (here) => {
    if (here === place) process.kill(process.pid, "SIGKILL");
  };
}
