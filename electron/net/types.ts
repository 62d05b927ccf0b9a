/** One HTTPS exchange. Bodies are whole; limits are the transport's. */
export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** Milliseconds without any byte before NET_TIMEOUT; of the whole exchange when it is `fresh`. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /**
   * On a connection of its own, opened for it and closed after it: what it meets is what a first exchange would meet
   * now, and exchanges that hang on the kept connections do not hold it.
   */
  readonly fresh?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * A way to speak HTTPS (one-way, PFX, or the card's authentication key). Connections are kept and reused.
 * Errors: NET_DNS, NET_REFUSED, NET_TLS (the service's certificate or name is not right, or nothing in common),
 * TRUST_EMPTY (no authority is configured: no connection is made), NET_CERTIFICATE (ours refused), NET_KEY (ours cannot be used), NET_LOCKED (card not open), NET_TIMEOUT, NET_CUT,
 * NET_TOO_LARGE, NET_ABORTED (by `signal`), each with `sent`: whether any byte of the request may have reached the server (detail `sent=yes|no`);
 * NET_TIMEOUT and NET_CUT say at which stage too (detail `at=dns|tcp|tls|service`).
 */
export interface Transport {
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}
