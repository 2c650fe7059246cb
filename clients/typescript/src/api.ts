/** The API's shapes, generated from its description by config/write-client-types.ts; do not edit. */

/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "RunAnswer".
 */
export type RunAnswer =
  | {
      session_id: string;
      status: "running";
      agent: string;
    }
  | {
      session_id: string;
      status:
        | "created"
        | "running"
        | "pending_approval"
        | "completed"
        | "rejected"
        | "failed"
        | "cancelled";
      agent: string;
      artifacts: {
        path: string;
        /**
         * as in +50 -0
         */
        diff: string;
      }[];
      progress: number;
      message: string;
      queued?: boolean;
      error?: {
        code: string;
        message: string;
        details: {
          [k: string]: unknown;
        };
      };
    };
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "SessionId".
 */
export type SessionId = string;

export interface Api {}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "AgentStatus".
 */
export interface AgentStatus {
  session_id: string;
  status:
    | "created"
    | "running"
    | "pending_approval"
    | "completed"
    | "rejected"
    | "failed"
    | "cancelled";
  agent: string;
  artifacts: {
    path: string;
    /**
     * as in +50 -0
     */
    diff: string;
  }[];
  progress: number;
  message: string;
  queued?: boolean;
  error?: {
    code: string;
    message: string;
    details: {
      [k: string]: unknown;
    };
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Approve".
 */
export interface Approve {
  comment?: string;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Approved".
 */
export interface Approved {
  session_id: string;
  status: "approved";
  applied: true;
  artifacts: string[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "CreateSession".
 */
export interface CreateSession {
  skill: string;
  input?: {
    /**
     * Workspace files; default: the skill's
     *
     * @maxItems 500
     */
    files?: string[];
    /**
     * Arguments by the skill's own schema
     */
    args?: {
      [k: string]: unknown;
    };
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Deleted".
 */
export interface Deleted {
  success: true;
  deleted: string;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "ErrorBody".
 */
export interface ErrorBody {
  error: {
    code: string;
    message: string;
    details: {
      [k: string]: unknown;
    };
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Health".
 */
export interface Health {
  status: "healthy";
  version: string;
  /**
   * seconds
   */
  uptime: number;
  components: {
    gateway: "ok";
    llm_provider: "ok" | "not_configured" | "unreachable";
    tools: {
      [k: string]: "detected" | "not_found";
    };
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Input".
 */
export interface Input {
  /**
   * Workspace files; default: the skill's
   *
   * @maxItems 500
   */
  files?: string[];
  /**
   * Arguments by the skill's own schema
   */
  args?: {
    [k: string]: unknown;
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Pending".
 */
export interface Pending {
  pending: {
    session_id: string;
    skill: string;
    created: string;
    artifacts: {
      path: string;
      /**
       * as in +50 -0
       */
      diff: string;
      /**
       * bytes
       */
      size: number;
    }[];
  }[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Reject".
 */
export interface Reject {
  reason: string;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Rejected".
 */
export interface Rejected {
  session_id: string;
  status: "rejected";
  reason: string;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "RunAgent".
 */
export interface RunAgent {
  skill: string;
  input?: {
    /**
     * Workspace files; default: the skill's
     *
     * @maxItems 500
     */
    files?: string[];
    /**
     * Arguments by the skill's own schema
     */
    args?: {
      [k: string]: unknown;
    };
  };
  options?: {
    temperature?: number;
    verbose?: boolean;
  };
  /**
   * Run this created session
   */
  session_id?: string;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "RunStarted".
 */
export interface RunStarted {
  session_id: string;
  status: "running";
  agent: string;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "SessionHead".
 */
export interface SessionHead {
  id: string;
  skill: string;
  status:
    | "created"
    | "running"
    | "pending_approval"
    | "completed"
    | "rejected"
    | "failed"
    | "cancelled";
  created: string;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "SessionPage".
 */
export interface SessionPage {
  sessions: {
    id: string;
    skill: string;
    status:
      | "created"
      | "running"
      | "pending_approval"
      | "completed"
      | "rejected"
      | "failed"
      | "cancelled";
    created: string;
  }[];
  total: number;
  limit: number;
  offset: number;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "SessionView".
 */
export interface SessionView {
  id: string;
  skill: string;
  status:
    | "created"
    | "running"
    | "pending_approval"
    | "completed"
    | "rejected"
    | "failed"
    | "cancelled";
  created: string;
  agent: string;
  updated: string;
  input: {
    files: string[];
    args: {
      [k: string]: unknown;
    };
  };
  output: {
    artifacts: {
      path: string;
      type: "file";
      /**
       * bytes
       */
      size: number;
    }[];
  };
  summary: string | null;
  findings: {
    id: string;
    severity: string;
    title: string;
    [k: string]: unknown;
  }[];
  sources: {
    path: string;
    sha256: string;
  }[];
  stale_inputs?: string[];
  error?: {
    code: string;
    message: string;
    details: {
      [k: string]: unknown;
    };
  };
  decision?: {
    status: "approved" | "rejected";
    [k: string]: unknown;
  };
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Skills".
 */
export interface Skills {
  skills: {
    name: string;
    agent: string;
    version: string;
    description: string;
    input: {
      files: string[];
      args: {
        [k: string]: unknown;
      } | null;
    };
    artifacts: {
      [k: string]: {
        [k: string]: unknown;
      };
    };
  }[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "SystemStatus".
 */
export interface SystemStatus {
  version: string;
  workspace: string;
  sessions: {
    active: number;
    pending: number;
    completed: number;
  };
  tools: {
    name: string;
    version: string | null;
    available: boolean;
  }[];
  agents: {
    name: string;
    version: string;
    loaded: boolean;
  }[];
  plugins: {
    name: string;
    kind: ("skill" | "tool" | "provider" | "extension") | null;
    version: string | null;
    state: "untrusted" | "starting" | "ready" | "failed";
    source: "package" | "user" | "workspace";
    /**
     * milliseconds until ready or failed
     */
    ms: number;
    [k: string]: unknown;
  }[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "ToolAnswer".
 */
export interface ToolAnswer {
  tool: string;
  action: string;
  result: unknown;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "ToolInput".
 */
export interface ToolInput {
  [k: string]: unknown;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Tools".
 */
export interface Tools {
  tools: {
    name: string;
    version: string | null;
    description: string;
    available: boolean;
    reason?: string;
    actions: {
      name: string;
      description: string;
      input: {
        [k: string]: unknown;
      };
    }[];
  }[];
}
