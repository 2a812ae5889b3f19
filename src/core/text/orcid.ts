/**
 * Reads an ORCID iD as people paste it (bare, without hyphens, as an address of orcid.org) and gives it in the form
 * `0000-0002-1825-0097`. 'bad-form' when it has no 16 places, 'bad-digit' when the check digit says that one is wrong.
 */
export function readOrcid(text: string): { orcid: string } | { error: 'bad-form' | 'bad-digit' } {
	const bare = text
		.trim()
		.replace(/^(https?:\/\/)?(www\.)?orcid\.org\//i, '')
		.replace(/\/$/, '')
		.replace(/[\s\u2010-\u2015-]/g, '')
		.toUpperCase();
	if (!/^\d{15}[\dX]$/.test(bare)) return { error: 'bad-form' };
	if (orcidCheckDigit(bare.slice(0, 15)) !== bare[15]) return { error: 'bad-digit' };
	return { orcid: (bare.match(/.{4}/g) as string[]).join('-') };
}

/** The 16th place of an ORCID iD from its first 15 digits: ISO 7064, MOD 11-2. */
export function orcidCheckDigit(digits: string): string {
	let total = 0;
	for (const digit of digits) total = (total + Number(digit)) * 2;
	const value = (12 - (total % 11)) % 11;
	return value === 10 ? 'X' : String(value);
}
