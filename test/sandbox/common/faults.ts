import type { HttpAnswer } from './https.ts';

/** What goes wrong at the next request of a service. */
export type Fault =
  /** Accepts the request and never answers. */
  | { readonly kind: 'timeout' }
  /** Answers rightly after `ms` milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Answers rightly once `until` is kept. */
  | { readonly kind: 'held'; readonly until: Promise<void> }
  /** Answers that HTTP status with an HTML page. */
  | { readonly kind: 'http'; readonly status: number }
  /** Answers 200 with text that is not what was promised. */
  | { readonly kind: 'garbage' }
  /** Answers 200 with no body. */
  | { readonly kind: 'empty' }
  /** Closes the connection: before any effect, or after the effect and before the answer (outcome unknown to the client). */
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }
  /** Closes the connection while the request still arrives: the service never has it whole. */
  | { readonly kind: 'cut-upload' }
  /** The service does its work, and something on the way changes its answer (a proxy, a gateway). Null takes a header away. */
  | {
      readonly kind: 'rewrite';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | null>>;
      readonly body?: (body: Buffer) => string | Uint8Array;
    }
  /** The service's own error, by its code (a SOAP subcode, an SMTP code...). */
  | { readonly kind: 'code'; readonly code: string; readonly text?: string };

/** The faults armed per service; a service calls {@link take} once per request. */
export class Faults {
  readonly #armed = new Map<string, { fault: Fault; left: number }>();

  /** Arms a fault until it is replaced or cleared with null; `times` limits it to that many requests. */
  set(service: string, fault: Fault | null, times = Number.POSITIVE_INFINITY): void {
    if (fault === null) this.#armed.delete(service);
    else this.#armed.set(service, { fault, left: times });
  }

  /** The fault of this request, or null; counts it. */
  take(service: string): Fault | null {
    const armed = this.#armed.get(service);
    if (armed === undefined) return null;
    armed.left -= 1;
    if (armed.left <= 0) this.#armed.delete(service);
    return armed.fault;
  }

  /** The fault that the next request would meet, not counted. */
  peek(service: string): Fault | null {
    return this.#armed.get(service)?.fault ?? null;
  }

  /** Whether a fault still waits for its request. */
  isArmed(service: string): boolean {
    return this.#armed.has(service);
  }

  clear(): void {
    this.#armed.clear();
  }
}

/** Plays the faults common to every HTTP service around its handler; `code` is left to the service itself. */
export async function withFault(fault: Fault | null, answer: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  switch (fault?.kind) {
    case 'timeout':
      return await new Promise<HttpAnswer>(() => undefined);
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return await answer();
    case 'held':
      await fault.until;
      return await answer();
    case 'http':
      return { status: fault.status, headers: { 'content-type': 'text/html' }, body: '<html><body>Service Unavailable</body></html>' };
    case 'garbage':
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ceci n’est pas du XML & ne le sera jamais <' };
    case 'empty':
      return { status: 200, headers: {}, body: '' };
    case 'cut':
      if (fault.when === 'after') await answer();
      return 'cut';
    case 'rewrite':
      return rewritten(await answer(), fault);
    default:
      return await answer();
  }
}

function rewritten(answer: HttpAnswer, { status, headers = {}, body }: Extract<Fault, { readonly kind: 'rewrite' }>): HttpAnswer {
  if (answer === 'cut') return answer;
  const kept = Object.entries({ ...answer.headers, ...headers }).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    status: status ?? answer.status,
    headers: Object.fromEntries(kept),
    body: body === undefined ? answer.body : body(Buffer.from(answer.body)),
  };
}
