/** Tells within a run's progress how far a model's answer is, without moving the fraction. */
import type { ModelRun } from "./contract.ts";

export interface Telling {
  say(characters: number): void;
  /** Puts back what the run itself said last. */
  end(): void;
}

/** Says at once that the model is asked: the wait before the first word is the longest. */
export function telling({ now, say }: ModelRun["progress"], name: string): Telling {
  const before = now().message;
  let last = "";
  const tell = (message: string) => {
    last = message;
    say(now().fraction, message);
  };
  tell(`Asking ${name}…`);
  return {
    say: (characters) => tell(`Asking ${name}… ${amount(characters)}`),
    end() {
      // Unless the run has gone on to say something else meanwhile.
      if (now().message === last) say(now().fraction, before);
    },
  };
}

const amount = (characters: number) =>
  characters < 1000 ? `${characters} characters` : `${(characters / 1000).toFixed(1)} k characters`;
