/*
 * The address of a language model. Pure, so that `core/config` reads it at the start. The address is the operator's own
 * word: it may be this machine or the house's network; what it may not do is carry a secret that would then be printed.
 */

/**
 * Checks the base address of an OpenAI-compatible interface, such as `https://models.example/v1`.
 * @returns the address without a slash at its end
 * @throws Error whose message says what a good value looks like
 */
export function parseModelAddress(value: string): string {
	let url: URL;
	try {
		url = new URL(value);
	} catch {
		throw new Error('must be an address such as https://models.example/v1');
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('must begin with https: or http:');
	if (url.username !== '' || url.password !== '') throw new Error('must hold no password; the key is ORRERY_LLM_KEY');
	if (url.search !== '' || url.hash !== '') throw new Error('must end with the path, such as /v1');
	if (/\/chat\/completions\/?$/.test(url.pathname)) throw new Error('must end before /chat/completions, with /v1');
	return url.href.replace(/\/+$/, '');
}

/** The name by which the provider knows the model. @throws Error that says what is wrong */
export function parseModelName(value: string): string {
	if (/^[\p{L}\p{N}][\p{L}\p{N}._:/@+ -]{0,119}$/u.test(value)) return value;
	throw new Error('must be the name of a model as its provider writes it, up to 120 characters');
}

/** A key that a header can carry. @throws Error that does not repeat it */
export function parseModelKey(value: string): string {
	if (/^[\x21-\x7e]{1,500}$/.test(value)) return value;
	throw new Error('must be one word of printable ASCII');
}

/** Where a conversation is completed. */
export function completionsOf(address: string): string {
	return `${address}/chat/completions`;
}
