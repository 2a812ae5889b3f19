import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Call } from '#modules/calls/call.ts';
import { type RoundView, roundView } from '#modules/calls/round-view.ts';
import { closesWithBusiness, takesApplications, windowInstants, windowState } from '#modules/calls/window.ts';
import type { PictureView } from '#core/pictures/view.ts';
import { pictureById, publicAssets } from '#modules/editions/asset-address.ts';
import { type Bundle, type PartnerKind, partnerKinds } from '#modules/editions/bundle/index.ts';
import { dateInstants } from '#modules/editions/date-instants.ts';
import { publicCalls } from '#modules/editions/public-calls.ts';

export interface TrackView {
	code: string;
	/** 1… gives hue and shape; 0 is outside the tracks. */
	place: number;
	name: string;
	description: string;
	subjects: string[];
	draft: boolean;
}

/** The tracks in their order, then the subjects that are welcome outside them. */
export function trackViews(bundle: Bundle, locale: Locale): { tracks: TrackView[]; outside: TrackView[] } {
	const text = (value: Partial<Record<Locale, string>> | undefined) => (value ? inLocale(value, locale).text : '');
	return {
		tracks: bundle.tracks.tracks.map((track, place) => ({
			code: track.code,
			place: place + 1,
			name: text(track.name),
			description: text(track.description),
			subjects: track.subjects.map(text),
			draft: track.draft,
		})),
		outside: bundle.tracks.outside.map((subject) => ({
			code: subject.code,
			place: 0,
			name: text(subject.name),
			description: text(subject.description),
			subjects: [],
			draft: false,
		})),
	};
}

export interface CallView {
	slug: string;
	title: string;
	summary: string;
	/** What the call names the thing handed in, empty when it has no word of its own. */
	noun: string;
	opens: number;
	closes: number;
	zone: string;
	state: 'not-yet-open' | 'open' | 'last-hours' | 'closed';
	/** It closes at the close of business. */
	business: boolean;
	/** Whether an application is still taken (a time of grace is not announced). */
	takes: boolean;
	/** Of a call with rounds, the one that takes what is handed in now. */
	round: RoundView | null;
}

/** The calls of an edition with their windows as they stand now. */
export function callViews(bundle: Bundle, locale: Locale, now: number): CallView[] {
	return publicCalls(bundle).map((call) => callView(call, locale, now));
}

/** One call with its window as it stands now. */
export function callView(call: Call, locale: Locale, now: number): CallView {
	const at = windowInstants(call.window);
	const state = windowState(at, now);
	return {
		slug: call.slug,
		title: inLocale(call.title, locale).text,
		summary: inLocale(call.summary, locale).text,
		noun: call.noun ? inLocale(call.noun, locale).text : '',
		opens: at.opensAt,
		closes: at.closesAt,
		zone: call.window.zone,
		business: closesWithBusiness(call.window),
		state: state === 'grace' ? 'closed' : state,
		takes: takesApplications(state),
		round: roundView({ cohorts: call.cohorts, window: { zone: call.window.zone, ...at } }, now, locale),
	};
}

export interface DateView {
	key: string;
	at: number;
	until: number;
	days: boolean;
	latest: boolean;
	deadline: boolean;
	title: string;
	note: string;
	call: string | null;
}

/** All dates in the order of time. */
export function dateViews(bundle: Bundle, locale: Locale): DateView[] {
	return bundle.dates
		.map((date) => ({
			key: date.id,
			...dateInstants(date, bundle.edition.zone),
			latest: date.latest,
			deadline: date.kind === 'deadline',
			title: inLocale(date.label, locale).text,
			note: date.note ? inLocale(date.note, locale).text : '',
			call: date.call ?? null,
		}))
		.sort((a, b) => a.at - b.at);
}

export interface PartnerGroup {
	kind: PartnerKind;
	names: { name: string; url: string | null; logo: PictureView | null }[];
}

/** Partners by kind, within a kind in the order of protocol. */
export function partnerGroups(bundle: Bundle, locale: Locale): PartnerGroup[] {
	return partnerKinds
		.map((kind) => ({
			kind,
			names: bundle.partners
				.filter((partner) => partner.kind === kind)
				.flatMap((partner) => bundle.organisations.filter((one) => one.id === partner.organisation))
				.map((one) => ({
					name: inLocale(one.name, locale).text,
					url: one.url ?? null,
					logo: pictureById(publicAssets(bundle.edition.slug), bundle, one.logo, locale) ?? null,
				})),
		}))
		.filter((group) => group.names.length > 0);
}

/** The hue of a track goes around after ten (`track-1` … `track-10`); 0 is outside the tracks. */
export function hueOf(place: number): number {
	return place === 0 ? 0 : ((place - 1) % 10) + 1;
}

export interface PastView {
	slug: string;
	year: number;
	name: string;
}

/** Earlier editions of which nothing but the year is held, the latest first. */
export function pastViews(bundle: Bundle, locale: Locale): PastView[] {
	return bundle.past
		.map((one) => ({ slug: one.slug, year: one.year, name: inLocale(one.name, locale).text }))
		.sort((a, b) => b.year - a.year);
}
