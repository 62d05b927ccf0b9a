/**
 * Version of a row. 0 = not stored yet; each save adds one. A save with another revision than the stored one is
 * refused (STORE_CONFLICT): someone else changed the row meanwhile.
 */
export type Revision = number;
