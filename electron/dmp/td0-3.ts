import type { XmlElement } from '../xml/read.ts';
import { HABILITATIONS_NS } from './constants.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { readOutput, type ServiceOutput } from './service-output.ts';

/** An answer of TD0.3: the right of a professional was set, or was not. */
export function readAuthorizationSet(response: XmlElement): DmpMessageFacts & { readonly authorization: ServiceOutput } {
  return { ...messageFacts('authorization', 'TD0.3'), ...readOutput(response, HABILITATIONS_NS) };
}
