import { net, type Session } from 'electron';
import type { PosteError } from '../../../shared/errors.ts';
import { netErrorOfChromium } from '../../net/chromium-errors.ts';
import { ending } from '../../net/ending.ts';
import { netError } from '../../net/errors.ts';
import type { HttpRequest, HttpResponse } from '../../net/types.ts';

export interface Exchange {
  readonly answer: Promise<HttpResponse>;
  /** Whether an answer has begun: the handshake is over. */
  readonly answered: () => boolean;
  /** Ends it for this reason; the connection is dropped. */
  fail(error: PosteError): void;
}

/**
 * One request through Electron's `net`, in this session. A redirection is an answer like another: it is never followed.
 *
 * @param sent whether a byte of what must be known sent leaves with it (false: a bare question).
 */
export function exchange(
  session: Session,
  asked: HttpRequest,
  { maxBytes, sent }: { readonly maxBytes: number; readonly sent: boolean },
): Exchange {
  const { url, method, headers, body, timeoutMs } = asked;
  let answered = false;
  let uploaded = 0;
  // `timeoutMs` is of each silence here, whoever the connection belongs to.
  const { answer, over, done, fail, alive } = ending<HttpResponse>(
    { ...asked, fresh: false },
    {
      silence: () => {
        const { active, current } = request.getUploadProgress();
        if (!active || current <= uploaded) return netError('NET_TIMEOUT', sent, `${timeoutMs} ms`);
        uploaded = current;
        return null;
      },
      sent: () => sent,
      drop: () => request.abort(),
    },
  );
  // No `credentials`: « omit » would keep the client certificate back too. Cookies stay out by default.
  const request = net.request({ url, method, headers: { ...headers }, session, redirect: 'manual', cache: 'no-store' });
  request.on('error', (error) => fail(netErrorOfChromium(error.message, sent)));
  request.on('redirect', (status, _method, _target, found) => {
    answered = true;
    done({ status, headers: flat(found), body: new Uint8Array() });
  });
  request.on('response', (response) => {
    answered = true;
    alive();
    const chunks: Buffer[] = [];
    let size = 0;
    const tooLarge = (bytes: number): void => fail(netError('NET_TOO_LARGE', sent, `${bytes} bytes`));
    const promised = Number(flat(response.headers)['content-length'] ?? 0);
    if (promised > maxBytes) {
      tooLarge(promised);
      return;
    }
    response.on('data', (chunk) => {
      alive();
      size += chunk.length;
      // Counted once unpacked: what was compressed is judged by what it becomes.
      if (size > maxBytes) tooLarge(size);
      else if (!over()) chunks.push(chunk);
    });
    response.on('error', (error: Error) => fail(netErrorOfChromium(error.message, sent)));
    response.on('aborted', () => fail(netError('NET_CUT', sent, 'answer cut')));
    response.on('end', () =>
      done({ status: response.statusCode, headers: flat(response.headers), body: new Uint8Array(Buffer.concat(chunks)) }),
    );
  });
  if (body === null) request.end();
  else request.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  return { answer, answered: () => answered, fail };
}

/** Lower-case names, repeated headers joined as HTTP allows (RFC 9110, 5.3). */
function flat(headers: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')]),
  );
}
