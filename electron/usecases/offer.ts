/** Gives a binary to the window: the address where it is taken, once. */
export type Offer = (binary: { readonly type: string; readonly bytes: Uint8Array }) => string;
