import { cleanText } from '#core/text/index.ts';

/** An address with the name that stands before it (may be empty). */
export interface Mailbox {
	name: string;
	address: string;
}

/**
 * Reads `Name <address>` or a bare address, as in MAIL_FROM.
 * @throws Error when there is no address in it
 */
export function parseMailbox(text: string): Mailbox {
	const match = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s"]+@[^<>\s"]+))\s*$/.exec(text);
	if (!match) throw new Error(`not a mail address: ${text}`);
	return { name: (match[1] ?? '').trim(), address: match[2] ?? match[3] ?? '' };
}

/** The same with a name that fits on one header line. */
export function cleanMailbox(mailbox: Mailbox): Mailbox {
	return { name: cleanText(mailbox.name, { lines: false }), address: mailbox.address.trim() };
}

/** As people write it: `Name <address>`, or the bare address. */
export function writeMailbox({ name, address }: Mailbox): string {
	return name ? `${name} <${address}>` : address;
}

/** What stands after the `@`. */
export function domainOf(address: string): string {
	return address.slice(address.lastIndexOf('@') + 1);
}
