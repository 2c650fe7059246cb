/** Amounts of money as whole numbers of a hundred-millionth: sums of prices come out as on paper. */

const DIGITS = 8;

/** "0.0123" → units; null for what is no plain decimal with at most eight places. */
export function parseMoney(text: string): bigint | null {
  const [, whole, part = ""] = /^(\d{1,12})(?:\.(\d{1,8}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? null : BigInt(whole + part.padEnd(DIGITS, "0"));
}

export function toNumber(units: bigint): number {
  const digits = units.toString().padStart(DIGITS + 1, "0");
  return Number(`${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`);
}

/** "12.50 EUR": two places, more where there are more. */
export function shownMoney(amount: number, currency: string): string {
  const short = amount.toFixed(2);
  return `${Number(short) === amount ? short : String(Number(amount.toFixed(6)))} ${currency}`;
}
