import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

/** What a button is; `icon` comes before the words, `keys` (a keyboard shortcut) after. */
interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'isPending'> {
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  readonly icon?: LucideIcon;
  readonly keys?: string;
  readonly wide?: boolean;
  /** The act is under way: pressing again does nothing. React Aria's own `isPending` leaves nameless images behind (axe). */
  readonly pending?: boolean;
  readonly children?: ReactNode;
}

/** The button of the application. */
export function Button({
  variant = 'secondary',
  icon: Icon,
  keys,
  wide = false,
  pending = false,
  children,
  onPress,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(onPress === undefined || pending ? {} : { onPress })}
      aria-disabled={pending}
      className="button"
      data-pending={pending || undefined}
      data-variant={variant}
      data-wide={wide || undefined}
      data-icon-only={children === undefined || undefined}
    >
      {Icon === undefined ? null : <Icon size={16} />}
      {children === undefined ? null : <span>{children}</span>}
      {keys === undefined ? null : <kbd aria-hidden="true">{keys}</kbd>}
    </AriaButton>
  );
}
