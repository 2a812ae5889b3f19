import { type CalendarEvent, calendarFile } from '#core/calendar/index.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { dateViews } from './edition.ts';

const hour = 3_600_000;

/**
 * All dates of an edition for a calendar. A deadline is the hour that ends with it, so that no calendar shows it on the day
 * after. Pure; it says as of which day it holds.
 * @param origin public address, without a slash at the end
 */
export function datesCalendar(bundle: Bundle, locale: Locale, origin: string, today: string): string {
	const { slug, short, zone } = bundle.edition;
	const url = origin + localePath(locale, `/${slug}/dates`);
	const host = new URL(origin).hostname;
	const events = dateViews(bundle, locale).map((view): CalendarEvent => {
		const date = bundle.dates.find((one) => one.id === view.key);
		const on = date?.on;
		return {
			uid: `${view.key}.${slug}@${host}`,
			title: `${short}: ${view.title}`,
			...(view.note ? { text: view.note } : {}),
			url,
			when:
				on !== undefined
					? { from: on, to: date?.until ?? on }
					: view.deadline
						? { at: view.at - hour, until: view.at }
						: { at: view.at },
		};
	});
	return calendarFile({
		name: short,
		maker: `-//Orrery//${locale.toUpperCase()}`,
		asOf: instantOf(today, zone, 'start'),
		events,
	});
}
