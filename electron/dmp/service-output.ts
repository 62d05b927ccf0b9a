import { at, text, type XmlElement } from '../xml/read.ts';
import { refusal } from './errors.ts';
import type { DmpMessageFacts } from './message.ts';

/** What the DMP's own services answer (TD0.3, TD0.4, TD1.6): `DMPOk`, or the word of a refusal. */
export interface ServiceOutput {
  readonly status: string | null;
  readonly context: string | null;
}

/** Reads the output of a service. @param ns namespace of the service */
export function readOutput(
  response: XmlElement,
  ns: string,
): Pick<DmpMessageFacts, 'status' | 'errors'> & { readonly authorization: ServiceOutput } {
  const output = at(response, ns, 'output');
  const status = text(at(output, ns, 'status'))?.trim() || null;
  const context = text(at(output, ns, 'context'))?.trim() || null;
  const accepted = status?.toLowerCase() === 'dmpok';
  return {
    status: accepted ? 'success' : 'failure',
    errors: accepted ? [] : [{ code: status, context, severity: 'error', location: null }],
    authorization: { status, context },
  };
}

/** The output of a service that did what it was asked. @throws PosteError the refusal of the DMP, with its own word as detail */
export function acceptedOutput(response: XmlElement, ns: string): ServiceOutput {
  const { status, authorization } = readOutput(response, ns);
  if (status !== 'success') throw refusal(authorization.status, authorization.context);
  return authorization;
}
