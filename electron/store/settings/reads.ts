import type { Sql } from '../sqlite/sql.ts';
import type { MailboxKnowledge } from '../types.ts';

export function setSetting(sql: Sql, { name, value }: { readonly name: string; readonly value: unknown }): void {
  sql.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, JSON.stringify(value ?? null));
}

export function getSetting(sql: Sql, name: string): unknown {
  const row = sql.get<{ readonly value: string }>('SELECT value FROM settings WHERE name = ?', name);
  return row === null ? null : (JSON.parse(row.value) as unknown);
}

export function setMailbox(sql: Sql, { mailbox: m }: { readonly mailbox: MailboxKnowledge }): void {
  sql.run(
    'INSERT OR REPLACE INTO mailboxes (address, name, last_sent_at, last_refused_at, refusal) VALUES (?, ?, ?, ?, ?)',
    m.address.toLowerCase(),
    m.name,
    m.lastSentAt,
    m.lastRefusedAt,
    m.refusal,
  );
}

export function getMailbox(sql: Sql, address: string): MailboxKnowledge | null {
  return sql.get<MailboxKnowledge>(
    'SELECT address, name, last_sent_at AS lastSentAt, last_refused_at AS lastRefusedAt, refusal FROM mailboxes WHERE address = ?',
    address.toLowerCase(),
  );
}
