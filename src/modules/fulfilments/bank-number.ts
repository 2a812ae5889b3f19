/*
 * A reference of a payment is kept; the number of an account or a card never is. What is typed as a reference and is such
 * a number is told from one by the check digits that these numbers carry.
 */

/** Whether a text holds an account number (IBAN, ISO 13616) or the number of a payment card (ISO/IEC 7812). Pure. */
export function holdsBankNumber(text: string): boolean {
	const words = text.toUpperCase().split(/[^A-Z0-9 -]+/);
	return words.some((word) => {
		const whole = word.replace(/[ -]/g, '');
		for (const match of whole.matchAll(/(?=([A-Z]{2}\d{2}[A-Z0-9]{11,30}))/g)) {
			const found = match[1] ?? '';
			for (let length = 15; length <= found.length; length += 1) if (isIban(found.slice(0, length))) return true;
		}
		return [...word.matchAll(/(?:\d[ -]?){15,18}\d/g)].some(([digits]) => isCard(digits.replace(/[ -]/g, '')));
	});
}

/** Lengths of the IBAN by country; of the others any length passes its check digits once in 97 times only. */
const ibanLengths: Record<string, number> = {
	AT: 20,
	BE: 16,
	BG: 22,
	CH: 21,
	CY: 28,
	CZ: 24,
	DE: 22,
	DK: 18,
	EE: 20,
	ES: 24,
	FI: 18,
	FR: 27,
	GB: 22,
	GR: 27,
	HR: 21,
	HU: 28,
	IE: 22,
	IL: 23,
	IS: 26,
	IT: 27,
	LT: 20,
	LU: 20,
	LV: 21,
	MC: 27,
	MT: 31,
	NL: 18,
	NO: 15,
	PL: 28,
	PT: 25,
	RO: 24,
	SA: 24,
	SE: 24,
	SI: 19,
	SK: 24,
	TR: 26,
	UA: 29,
};

function isIban(text: string): boolean {
	if (ibanLengths[text.slice(0, 2)] !== text.length) return false;
	let rest = 0;
	for (const symbol of text.slice(4) + text.slice(0, 4)) {
		const value = Number.parseInt(symbol, 36);
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	}
	return rest === 1;
}

function isCard(digits: string): boolean {
	if (!/^(62|4|5[1-5]|3[47])/.test(digits)) return false;
	let sum = 0;
	[...digits].reverse().forEach((digit, place) => {
		const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
		sum += value > 9 ? value - 9 : value;
	});
	return sum % 10 === 0;
}
