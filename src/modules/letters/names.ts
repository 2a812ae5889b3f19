import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { formalName, isHan, type PersonNames, type Titles } from '#modules/people/name.ts';

/** Who a letter is written to. */
export interface Recipient {
	names: PersonNames;
	/** By what the person is addressed: Professor / 教授. */
	title?: Partial<Bilingual>;
	affiliation?: Partial<Bilingual>;
}

/** Titles by which people are addressed; an office (`Dean, School of …`) is none. */
const address: Record<Locale, RegExp> = {
	en: /^((associate |assistant |emeritus )?professor|prof\.?|dr\.?|academician|sir|dame|mr\.?|ms\.?|mrs\.?|mx\.?|ambassador|captain|colonel|general)$/i,
	zh: /^(院士|(副|助理)?教授|(副|助理)?研究员|(正)?高级工程师|工程师|博士|讲师|主任医师|副主任医师|大使|先生|女士|老师|同学)$/,
};

/** The first of a person's titles that stands before (or in Chinese after) a name. */
export function titleOfAddress(titles: Titles): Partial<Bilingual> {
	const [en, zh] = (['en', 'zh'] as const).map((locale) => titles[locale].find((title) => address[locale].test(title)));
	return { ...(en ? { en } : {}), ...(zh ? { zh } : {}) };
}

/** The name as it is printed: `Given FAMILY`, or 姓名 in Chinese where the person has one. */
export function printedName(person: Pick<Recipient, 'names'>, locale: Locale): string {
	return formalName(person.names, locale);
}

/**
 * The name as one is addressed by it: `Professor Fang WANG`, 王芳教授. Without a title nothing is said of sex or rank:
 * English has the name alone, Chinese 老师, as is usual among scholars.
 */
export function addressedName(person: Recipient, locale: Locale): string {
	const name = printedName(person, locale);
	if (locale === 'en') return [person.title?.en, name].filter(Boolean).join(' ');
	const title = person.title?.zh ?? '老师';
	return isHan(name) ? `${name}${title}` : ` ${name} ${title}`;
}
