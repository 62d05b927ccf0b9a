export { writeFileCard, type FileCardOptions } from './file-card.ts';
export { createSoftHsmCard, SOFTHSM_MODULE, type SoftHsmCard, type SoftHsmOptions } from './softhsm.ts';
export type { CardOptions, Generation, Situation } from './content.ts';
export {
  createVirtualCard,
  type ModuleCall,
  type Sight,
  type VirtualCard,
  type VirtualCardOptions,
  type VirtualReader,
} from './virtual.ts';
