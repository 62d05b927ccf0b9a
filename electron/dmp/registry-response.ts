import { attribute, descendants, text, type XmlElement } from '../xml/read.ts';
import { RS_NS, SEVERITY_WARNING, STATUS_PARTIAL, STATUS_SUCCESS } from './constants.ts';
import { refusal } from './errors.ts';

/** One error or warning of an answer. */
export interface DmpIssue {
  /** Null when the answer gives none. */
  readonly code: string | null;
  readonly context: string | null;
  readonly severity: 'error' | 'warning';
  readonly location: string | null;
}

interface RegistryAnswer {
  readonly status: 'success' | 'partial' | 'failure';
  readonly issues: readonly DmpIssue[];
}

/**
 * Reads the status and the RegistryErrorList of a registry or repository answer (dmp/README 8), whatever element
 * carries them. A status that is neither Success nor PartialSuccess is a failure.
 */
export function readRegistryAnswer(element: XmlElement): RegistryAnswer {
  const status = attribute(element, 'status');
  return {
    status: status === STATUS_SUCCESS ? 'success' : status === STATUS_PARTIAL ? 'partial' : 'failure',
    issues: descendants(element, RS_NS, 'RegistryError').map((error) => ({
      code: attribute(error, 'errorCode'),
      context: attribute(error, 'codeContext') ?? (text(error)?.trim() || null),
      severity: attribute(error, 'severity') === SEVERITY_WARNING ? 'warning' : 'error',
      location: attribute(error, 'location'),
    })),
  };
}

/** @throws PosteError of the first error of a failure (see {@link refusal}). */
export function requireAccepted(answer: RegistryAnswer): void {
  if (answer.status !== 'failure') return;
  const first = answer.issues.find((issue) => issue.severity === 'error') ?? answer.issues[0];
  throw refusal(first?.code ?? null, first?.context ?? null);
}

/** An answer as the facts of a message tell it. */
export function registryFacts(element: XmlElement): { readonly status: RegistryAnswer['status']; readonly errors: readonly DmpIssue[] } {
  const { status, issues } = readRegistryAnswer(element);
  return { status, errors: issues };
}
