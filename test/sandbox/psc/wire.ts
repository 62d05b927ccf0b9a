import { request } from 'node:https';

export interface JsonAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface FormCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** PEM certificates trusted. */
  readonly trust: string;
  readonly authorization: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** One HTTPS call between servers of the sandbox: form in, JSON out. */
export async function callServer(call: FormCall): Promise<JsonAnswer> {
  const content = call.form === undefined ? null : new URLSearchParams(call.form).toString();
  return await new Promise((resolve, reject) => {
    const outgoing = request(
      call.url,
      {
        method: call.method,
        ca: call.trust,
        timeout: 10_000,
        headers: {
          authorization: call.authorization,
          ...(content === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          try {
            const parsed: unknown = text === '' ? {} : JSON.parse(text);
            resolve({
              status: incoming.statusCode ?? 0,
              body: typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {},
            });
          } catch (error) {
            reject(error);
          }
        });
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.once('error', reject);
    outgoing.end(content ?? undefined);
  });
}

/** HTTP Basic credentials of a confidential client. */
export function basic(clientId: string, secret: string): string {
  return `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`;
}
