import { type Locale, locales } from '#core/i18n/index.ts';
import type { TypedGroup } from '#core/record-form/index.ts';
import { typedArticle } from '#modules/newsroom/article-form.ts';
import { type TypedPicture, typedPicture } from './picture-form.ts';
import { type TypedQuotation, typedQuotation } from './quotation-form.ts';
import { type FormWithPicture, readFormWithoutSession, readFormWithPicture } from './read-picture.ts';

/** A form of the editor that was sent, with everything that was typed into it. */
export interface SentArticle extends FormWithPicture {
	typed: TypedGroup;
	/** Revision of the draft that its writer has seen. */
	revision: number;
	/** Where the caret stood, where anybody knows. */
	caret: Partial<Record<Locale, number>>;
	picture: TypedPicture;
	quotation: TypedQuotation;
}

/** Two texts of any length with everything around them. */
const limits = { maxFieldBytes: 1_000_000, maxFields: 3000 };

/**
 * Reads a form of the editor; of somebody without a session only so much as people type, without a picture.
 * @throws Refusal `too-large`, `invalid`
 */
export async function readSent(request: Request, sender: { signedIn: boolean }): Promise<SentArticle> {
	const read = sender.signedIn
		? await readFormWithPicture(request, 'picture.file', limits)
		: await readFormWithoutSession(request, 'picture.file');
	return { ...read, ...sentIn(read.form) };
}

/** What a posted form of the editor holds beside its file. Pure. */
export function sentIn(form: FormData): Omit<SentArticle, keyof FormWithPicture> {
	const value = (name: string) => String(form.get(name) ?? '');
	const carets = locales.flatMap((locale) => {
		const at = value(`caret.${locale}`);
		return /^\d{1,7}$/.test(at) ? [[locale, Number(at)]] : [];
	});
	return {
		typed: typedArticle(form, { keepsEmpty: true }),
		revision: Math.max(0, Math.trunc(Number(value('revision')) || 0)),
		caret: Object.fromEntries(carets),
		picture: typedPicture(value, 'picture.'),
		quotation: typedQuotation(value),
	};
}
