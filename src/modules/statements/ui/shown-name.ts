import type { Locale } from '#core/i18n/index.ts';
import { displayName, formalName, type PersonNames } from '#modules/people/name.ts';
import type { SignerKind } from '../statement.ts';

/** A signer as a list names him: the name that leads in this language, and the other script beside it. */
export interface ShownName {
	name: string;
	/** The same name in the other script, where it has one; empty otherwise. */
	other: string;
	/** Language of the name for a voice that reads, where it is not the page's. */
	lang?: string;
}

/**
 * How a signer is shown: in Chinese 姓名 first where there is a Han form, in English `Given FAMILY` in the order in which the
 * person writes it, each with the other beside it. Pure.
 */
export function shownName(names: PersonNames, as: SignerKind, locale: Locale): ShownName {
	const { han = '', ...latinOnly } = names;
	const latin = as === 'organisation' ? (names.full ?? '') : formalName(latinOnly, 'en');
	const name = locale === 'zh' ? han || latin : latin || han;
	const other = name === han ? latin : han;
	const isHan = name !== '' && name === han;
	const lang = isHan && locale === 'en' ? 'zh-Hans' : !isHan && locale === 'zh' ? 'en' : undefined;
	return { name: name || displayName(names, locale), other, ...(lang ? { lang } : {}) };
}
