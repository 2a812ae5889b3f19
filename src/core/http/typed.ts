/*
 * What somebody typed into a form that was refused. The page that says why shows it again, so that it can be taken along;
 * nothing of it is kept anywhere.
 */

const sent = new WeakMap<Request, readonly (readonly [name: string, value: string])[]>();

/** So many characters are shown again. */
const most = 4_000_000;

/** Notes the fields of a form that was read (or is being read: a list that grows is followed). */
export function rememberTyped(request: Request, fields: readonly (readonly [name: string, value: string])[]): void {
	sent.set(request, fields);
}

/** The texts of a form, in its order: what a person wrote into it, and not what a form carries along or a choice is called. */
export function typedTexts(request: Request): string[] {
	const texts: string[] = [];
	let length = 0;
	for (const [name, value] of sent.get(request) ?? []) {
		const text = value.trim();
		if (isSecret(name) || !isWritten(text) || texts.includes(text)) continue;
		length += text.length;
		if (length > most) break;
		texts.push(text);
	}
	return texts;
}

/** What is hidden while it is typed is not written out afterwards. */
const isSecret = (name: string): boolean => /password|secret/i.test(name);

/** Whether somebody wrote it: words, not an identifier, a number or a record that the page had put there. Pure. */
function isWritten(text: string): boolean {
	if (text.length < 8 && !/\p{Script=Han}{2}/u.test(text)) return false;
	return /[\s\p{Script=Han}]/u.test(text) && !/^[[{]/.test(text);
}
