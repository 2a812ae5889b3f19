import { invalid } from '#core/refusal/index.ts';
import { isEmail } from '#core/text/index.ts';
import { canonicalAddress } from '../subscription.ts';

/** An address as the desk typed it, in whole. Pure. @throws Refusal `invalid` at `email` (`not-an-address`) */
export function readAddress(text: string): string {
	const email = canonicalAddress(text);
	if (!isEmail(email)) throw invalid([{ path: 'email', code: 'not-an-address' }]);
	return email;
}

/** How the ledger names an address: by the beginning of its trace, from which nobody reads it. Pure. */
export const subjectOfTrace = (trace: string) => ({ type: 'newsletter-address', id: trace.slice(0, 20) });
