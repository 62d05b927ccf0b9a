/** ISO 8601 instant in UTC with milliseconds (`Date.toISOString()`), so that text order is time order. */
export type Instant = string;
