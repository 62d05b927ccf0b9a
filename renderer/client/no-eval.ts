import { config } from 'zod';

// zod compiles its schemas with `new Function`, which the CSP refuses: it must know before the first schema is made,
// so this module is imported before the contract.
config({ jitless: true });
