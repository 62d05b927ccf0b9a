import { namedRole } from '../../../shared/domain/sending/channels.ts';

/** Who receives it: by name when one is known, the address under it; by the address otherwise. */
export function RecipientName({ recipient, role }: { readonly recipient: string; readonly role: string | null }) {
  const { name, part } = namedRole(role);
  // A médecin traitant of whom only the address is known is named by it: it is not said twice.
  const known = name === recipient ? null : name;
  return (
    <span className="channel-who" title={recipient}>
      <span>{known ?? recipient}</span>
      {part === null ? null : <span className="quiet">{part}</span>}
      {known === null ? null : <span className="channel-address">{recipient}</span>}
    </span>
  );
}
