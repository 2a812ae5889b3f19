const signs: readonly RegExp[] = [
	// Addresses of mail, telephone numbers, identity and account numbers.
	/[\w.+-]+@[\w-]+\.[\w.-]+/,
	/(?:\+\d{1,3}[ -]?)?(?:\(\d{2,4}\)[ -]?)?\d{2,4}[ -]\d{3,4}[ -]\d{3,4}\b/,
	/(?:电话|手机|微信|QQ|传真|身份证|护照)[^。]{0,8}\d{5,}/,
	/\b(?:tel|phone|mobile|fax|passport|whatsapp)\b[^.]{0,10}\d{4,}/i,
	/(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)/,
	/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b/,
];

/** Whether a sentence holds somebody's address, number or account: such a sentence leaves for no provider. Pure. */
export function personalData(sentence: string): boolean {
	const plain = sentence.normalize('NFKC');
	return signs.some((sign) => sign.test(plain));
}
