import type { AddressFault } from '#core/mail/index.ts';

/**
 * Whether a mail server's word on an address is for good (RFC 3463): no such mailbox, no such host, a mailbox that was
 * closed. A full one (`5.2.2`), a matter of policy (`5.7`) or of the way (`4.…`) may pass. Pure.
 */
export function isHard({ status, kind }: Pick<AddressFault, 'status' | 'kind'>): boolean {
	if (status === '') return kind === 'refused';
	return /^5\.1\.|^5\.2\.1$|^5\.4\.4$/.test(status);
}

/** After so many issues in a row that could not be delivered we no longer try. */
export const mostFaults = 5;
