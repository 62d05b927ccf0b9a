/** The local patient number that this workstation gives after that one: `P000041` after `P000040`. */
export const ippAfter = (ipp: string): string => `P${String(Number(ipp.slice(1)) + 1).padStart(6, '0')}`;
