/** A list of names of one kind. */

export interface Group {
  /** Parameter name when the statement gives none. */
  readonly parameter: string;
  readonly category: string;
  /** Value → spellings. A value that starts with "/" is a pattern whose match is the value. */
  readonly values: readonly (readonly [value: string, spellings: string])[];
  /** Only where these words are near: "plastic" is a material when a case is meant. */
  readonly when?: RegExp;
}
