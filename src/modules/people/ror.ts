const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Reads a ROR id as people paste it (bare, or as an address of ror.org) and gives its nine places. 'bad-form' when it is
 * none, 'bad-digit' when the two check digits (ISO 7064, MOD 97-10) say that a place is wrong.
 */
export function readRor(text: string): { ror: string } | { error: 'bad-form' | 'bad-digit' } {
	const bare = text
		.trim()
		.toLowerCase()
		.replace(/^(https?:\/\/)?(www\.)?ror\.org\//, '')
		.replace(/\/$/, '');
	if (!/^0[0-9a-hj-km-np-tv-z]{6}\d{2}$/.test(bare)) return { error: 'bad-form' };
	let number = 0;
	for (const letter of bare.slice(1, 7)) number = number * 32 + alphabet.indexOf(letter);
	const check = 98 - ((number * 100) % 97);
	return check === Number(bare.slice(7)) ? { ror: bare } : { error: 'bad-digit' };
}
