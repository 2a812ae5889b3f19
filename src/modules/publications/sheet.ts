import type { Locale } from '#core/i18n/index.ts';
import type { OrreryData } from '#ui/orrery/model.ts';

/** A moment or a day in words; the zone always stands beside an hour. */
export interface SheetTime {
	day: string;
	/** `23:59 Beijing time (UTC+8)`; empty where only the day counts. */
	time: string;
}

export interface SheetTrack {
	code: string;
	/** 1… gives hue and shape. */
	place: number;
	name: string;
	subjects: string[];
	draft: boolean;
}

/**
 * What a printed sheet of an edition (leaflet, poster, share card) is set from: its public records in words of one
 * language. It depends on the records only, never on the hour at which somebody asks.
 */
export interface Sheet {
	locale: Locale;
	slug: string;
	/** A rehearsal says so on everything that can be printed. */
	rehearsal: boolean;
	/** The day of the last publication, `2021-10-10` and in words. */
	asOf: { day: string; text: string };
	short: string;
	name: string;
	slogan: string;
	theme: string;
	summary: string;
	held: string;
	mode: string;
	languages: string;
	values: string[];
	tracks: SheetTrack[];
	outside: { name: string; note: string }[];
	dates: (SheetTime & { label: string; note: string; deadline: boolean })[];
	calls: { title: string; summary: string; opens: SheetTime; closes: SheetTime; url: string }[];
	committee: { name: string; offices: { office: string; people: { name: string; positions: string[] }[] }[] };
	/** By kind, and within a kind in the order of protocol. */
	partners: { kind: string; names: string[] }[];
	/** The orrery, its hand where the sheet wants it. */
	orrery: OrreryData;
	/** What the hand points at, in words; for the text alternative too. */
	hand: string;
	/** The address of the edition's home, and of what the code on the sheet leads to. */
	home: string;
	target: string;
}
