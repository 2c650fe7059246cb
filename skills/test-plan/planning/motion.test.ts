/** A motion of the whole product is shown by the product; the axes of a sensor stand in its data sheet. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/motion");

const caseOf = (statement: string, parameter: string) => {
  const one = requirement(
    "REQ-aaaaaa",
    parameter,
    { typ: 4, unit: "1", si: { typ: 4, unit: "1" } },
    {
      category: "performance",
      statement,
      verification: { method: "inspection", criterion: statement },
    },
  );
  const read = ConstraintsSchema.parse(JSON.parse(constraints([one])));
  return planFor(read, null, "tightened").cases[0]!;
};

test("lets the product move along each axis that it is to have", () => {
  for (const [says, name] of [
    ["4 axis control (Forward, Strafe, Turn, Dive).", "control_axes"],
    ["The vehicle shall have 4-axis motion.", "motion_axes"],
    ["The arm moves in 4 axes.", "axes"],
    ["Robot with 4 degrees of freedom", "dof"],
    ["The gimbal stabilises 4 axes with an IMU.", "axes"],
  ] as const) {
    const { steps, method, stimulus } = caseOf(says, name);
    assert.match(steps.join(" "), /alone, in both directions.*no data sheet/, says);
    assert.not.match(steps.join(" "), /Look up/, says);
    assert.equal([method, stimulus.startsWith("each motion")], ["test", true], says);
  }
});

test("looks up the axes of a part, cores and bands in the data sheet", () => {
  for (const [says, name] of [
    ["4-axis motion sensor", "motion_sensor_axes"],
    ["The IMU shall measure motion in 4 axes.", "imu_axes"],
    ["A 4-axis accelerometer for the vehicle", "accelerometer_axes"],
    ["4-DOF inertial measurement unit", "dof"],
    ["4-axis magnetorquers", "magnetorquers_axes"],
    ["4 cores for motion control", "cores"],
  ] as const) {
    const { steps, method } = caseOf(says, name);
    assert.match(steps.join(" "), /data sheet of the part/, says);
    assert.is(method, "inspection", says);
  }
});

test.run();
