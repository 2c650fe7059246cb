/** How far a run is: a bar that redraws itself on a terminal, plain lines at a calm pace elsewhere. */
import type { Output } from "./output.ts";
import { safeLine } from "./safe.ts";
import { cut } from "./width.ts";

export interface Step {
  /** From 0 to 1. */
  readonly progress: number;
  readonly message: string;
  readonly queued: boolean;
}

export interface Bar {
  show(step: Step): void;
  /** Takes the bar away. */
  end(): void;
}

/** Milliseconds between two pictures, and between two lines where nothing can be redrawn. */
const FRAME = 100;
const LINE_EVERY = 2000;
const BLOCKS = 24;
const CLEAR = "\r\u001b[2K";

export function createBar(to: Output, now: () => number): Bar {
  return to.isDrawn ? drawn(to, now) : written(to, now);
}

/** Drawn here and not by the prompts' library: its spinner takes Ctrl-C for itself and ends the process. */
function drawn(to: Output, now: () => number): Bar {
  const began = now();
  let step: Step = { progress: 0, message: "starting", queued: false };
  const draw = () => {
    const done = Math.round(step.progress * BLOCKS);
    const seconds = Math.floor((now() - began) / 1000);
    const percent = `${Math.round(step.progress * 100)} %`.padStart(5);
    const bar = to.paint("cyan", "█".repeat(done)) + to.paint("gray", "░".repeat(BLOCKS - done));
    const said = `${percent}  ${step.queued ? "waiting for its turn" : safeLine(step.message)}`;
    const text = cut(`${said}${seconds > 2 ? `  ${seconds} s` : ""}`, to.columns - BLOCKS - 1);
    to.stream.write(CLEAR + bar + text);
  };
  const timer = setInterval(draw, FRAME);
  draw();
  return {
    show: (next) => void (step = next),
    end() {
      clearInterval(timer);
      to.stream.write(CLEAR);
    },
  };
}

function written(to: Output, now: () => number): Bar {
  let last = Number.NEGATIVE_INFINITY;
  return {
    show({ progress, message, queued }) {
      if ((now() - last < LINE_EVERY && progress < 1) || (message === "" && !queued)) return;
      last = now();
      const percent = `${Math.round(progress * 100)} %`.padStart(5);
      to.line(`${percent}  ${queued ? "waiting for its turn" : safeLine(message)}`);
    },
    end() {},
  };
}
