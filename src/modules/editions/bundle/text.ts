import { z } from 'zod';

/** A text that must stand in both languages: names, labels, titles, letters. */
export const bilingual = z
	.strictObject({ en: z.string().trim().min(1), zh: z.string().trim().min(1) })
	.meta({ description: 'A text in English and Chinese; both are required.' });
export type BilingualText = z.infer<typeof bilingual>;

/** A longer text that may still wait for its translation; the loader warns of the missing language. */
export const prose = z
	.strictObject({ en: z.string().trim().min(1).optional(), zh: z.string().trim().min(1).optional() })
	.refine((text) => text.en !== undefined || text.zh !== undefined, { params: { code: 'no-language' } })
	.meta({ description: 'A text in English, in Chinese, or in both; a missing language is a warning.' });
export type ProseText = z.infer<typeof prose>;

/** An identifier inside a bundle: lower-case words joined by hyphens. It may become part of an address. */
export const slug = z
	.string()
	.max(60)
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
	.meta({ description: 'Lower-case Latin letters and digits, words joined by hyphens.' });

function isZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return name === 'UTC' || name.includes('/');
	} catch {
		return false;
	}
}

/** An IANA time zone such as `Asia/Shanghai`. */
export const zone = z
	.string()
	.refine(isZone, { params: { code: 'no-such-zone' } })
	.meta({ description: 'An IANA time zone, for example Asia/Shanghai.' });

function isDay(text: string): boolean {
	const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
	if (!match) return false;
	const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
	// The zeroth day of the next month is the last one of this month.
	return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A calendar day, `2021-11-18`. */
export const localDate = z
	.string()
	.refine(isDay, { params: { code: 'no-such-day' } })
	.meta({ description: 'A calendar day, YYYY-MM-DD.' });

/** `00:00` to `24:00`; 24:00 is the end of the day, so that 'closes on the 15th' can be written as people say it. */
export const localTime = z
	.string()
	.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
	.meta({ description: 'A time of day, HH:MM; 24:00 is the end of the day.' });

/** A local date and time in the zone of the edition, `2021-10-15T24:00`. */
export const localDateTime = z
	.string()
	.refine((text) => isDay(text.slice(0, 10)) && /^T(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text.slice(10)), {
		params: { code: 'no-such-time' },
	})
	.meta({ description: "A local time in the edition's zone, YYYY-MM-DDTHH:MM; T24:00 is the end of that day." });

/** Public at once, or shown as 'in preparation' without its content. */
export const publication = z
	.enum(['published', 'in-preparation'])
	.meta({ description: "'in-preparation' shows the heading and says that the rest will follow." });
export type Publication = z.infer<typeof publication>;

/** A web address. */
export const webAddress = z.url({ protocol: /^https?$/ });
