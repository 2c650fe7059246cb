/** Changes a text at known places and leaves all else as it is: what is not understood is not written anew. */

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with the edits, in any order. They must not overlap; an empty range inserts. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let done = 0;
  let result = "";
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}
