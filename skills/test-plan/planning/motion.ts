/** Motions of the product as a whole: no part has them, so that no data sheet shows them. */
import type { Constraint } from "../input/constraints.ts";
import { bareWords } from "./limit-words.ts";
import { quoted } from "./states.ts";

/** "4 axis control (forward, strafe, turn, dive)": not what an inertial sensor senses, nor what one of its parts has. */
export const isMotion = ({
  parameter,
  statement,
}: Pick<Constraint, "parameter" | "statement">): boolean =>
  AXES.test(parameter) &&
  !PART.test(parameter.replaceAll("_", " ")) &&
  !OF_PART.test(statement) &&
  MOVES.test(`${parameter.replaceAll("_", " ")} ${statement}`);

const AXES = /(?:^|_)(?:axes|axis|dof|degrees_of_freedom)$/;

const PARTS =
  "(?:sensors?|imus?|inertial|acceleromet\\w*|gyro\\w*|magnet\\w*|compass\\w*|joysticks?|thumbsticks?|encoders?|driver ics?|controller ics?|chips?)";
const PART = new RegExp(`\\b${PARTS}\\b`, "i");
/** "4-axis motion sensor", "the IMU shall measure motion in 4 axes" */
const OF_PART = new RegExp(
  `\\b(?:axis|axes|dof|degrees? of freedom)[- ](?:(?!(?:with|by|using|from|and)\\b)[\\w-]+ ){0,2}?${PARTS}\\b|\\b${PARTS}\\b[^.;]{0,40}\\b(?:measur|sens|detect)\\w*|\\b(?:measur|sens|detect)\\w*[^.;]{0,40}\\b(?:axis|axes)\\b`,
  "i",
);

const MOVES =
  /\b(?:control(?:s|led)?|motions?|mov(?:e|es|ed|ing|ement|ements)|steer\w*|driv(?:e|es|en|ing)|propul\w*|manoeuv\w*|maneuv\w*|vehicles?|rov(?:er)?s?|robot\w*|drones?|arms?|gimbals?|stabili[sz]\w*|stages?|gantry|plotters?|mills?|cnc|forward|strafe|surge|sway|heave|yaw|pitch|roll|turn|dive)\b/i;

export const moving = (constraint: Constraint): string[] => [
  `Bring the product to where it is to move (water, air, ground, bench), with its own supply and its usual load, and command each motion that is stated alone, in both directions: ${quoted(constraint)}.`,
  "Watch, or record by camera or tracking, that it moves as commanded and not noticeably otherwise; no data sheet of a part shows that.",
  `Accept when ${bareWords(constraint)} motions, each independent of the others, are seen in both directions, three times in a row.`,
];
