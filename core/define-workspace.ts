/** What plugins see of the workspace, and what their results stand on. */

/** Which files of a folder are meant; absent: all. */
export interface FileFilter {
  /** Endings of names such as ".kicad_sch", whatever their letters' case. */
  readonly endings: readonly string[];
}

/** What a skill or a tool may see of the workspace. Paths are workspace-relative with forward slashes. */
export interface WorkspaceAccess {
  /** A file as text (UTF-8). Recorded with its hash. Throws VALIDATION_ERROR when it may not be read or is missing. */
  read(path: string): Promise<string>;
  /** The same, as bytes. */
  readBytes(path: string): Promise<Uint8Array>;
  /**
   * The files below a folder ("." is the workspace) with their bytes, sorted by path. Links, `.git`, `.metaforge…` and
   * `node_modules` are left out, as in a copy. Throws PAYLOAD_TOO_LARGE beyond 10,000 entries.
   */
  list(dir: string, only?: FileFilter): Promise<readonly { path: string; size: number }[]>;
  /** Copies a folder into `scratch` and returns the copy's absolute path. Each file is recorded with its hash. */
  copyTree(dir: string, only?: FileFilter): Promise<string>;
  /** An empty folder of this run's own; removed when the run ends. */
  readonly scratch: string;
}

/** What a result stands on: the same for the same inputs, tools and models. */
export interface Provenance {
  /** What has been read or copied so far, sorted by path; SHA-256 in hex. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
  /** The tools that have been asked so far, sorted by name; the version of the program behind each. */
  readonly tools: readonly { readonly name: string; readonly version: string | null }[];
  /** "deterministic", or with the models that have answered so far: "deterministic+model:ollama/qwen3". */
  readonly mode: string;
}
