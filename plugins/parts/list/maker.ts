/** Decides whether two names of a manufacturer mean the same one: "ST" and "STMicroelectronics", "TI" and "Texas Instruments". */

/** A list that names no maker means whoever makes that part number. */
export function isSameMaker(listed: string, known: string): boolean {
  const [one, other] = [plainMaker(listed), plainMaker(known)];
  if (one === "" || one === other) return true;
  const isShort = one.length >= 2 && other.startsWith(one);
  return isShort || other.startsWith(one) || one.startsWith(other) || one === initials(known);
}

/** Without what every company may have behind its name. */
export function plainMaker(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(
      /\b(?:incorporated|inc|corporation|corp|company|co|ltd|limited|gmbh|ag|sa|nv|llc|technology|technologies|semiconductors?)\b/g,
      "",
    )
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

const initials = (name: string) => (name.match(/\b\p{L}/gu) ?? []).join("").toLowerCase();
