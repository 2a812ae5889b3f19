import { bidNames, type BidValue } from './bid.ts';

/** Submissions on one page. */
export const bidsPerPage = 25;

/** Which submissions of a list somebody wants to see. */
export interface BidFilter {
	/** Words that title, abstract or keywords hold. */
	words: string;
	/** Code of a track; empty for all. */
	track: string;
	/** `open`: without a bid; or one kind of bid. */
	bid: '' | 'open' | 'eager' | 'willing' | 'pinch' | 'no';
	sort: 'fit' | 'title';
	/** From 1. */
	page: number;
}

const bids: readonly string[] = ['open', ...Object.values(bidNames)];

/** Reads what stands in an address; what is not understood asks for nothing. Pure. */
export function readBidFilter(query: URLSearchParams): BidFilter {
	const bid = query.get('bid') ?? '';
	const page = Number(query.get('page') ?? '1');
	return {
		words: (query.get('q') ?? '').slice(0, 200),
		track: (query.get('track') ?? '').slice(0, 80),
		bid: (bids.includes(bid) ? bid : '') as BidFilter['bid'],
		sort: query.get('sort') === 'title' ? 'title' : 'fit',
		page: Number.isInteger(page) && page >= 1 && page < 10_000 ? page : 1,
	};
}

/** The filter as an address writes it, without what is as usual. Pure. */
export function bidFilterQuery(filter: Partial<BidFilter>): string {
	const query = new URLSearchParams();
	if (filter.words) query.set('q', filter.words);
	if (filter.track) query.set('track', filter.track);
	if (filter.bid) query.set('bid', filter.bid);
	if (filter.sort === 'title') query.set('sort', 'title');
	if (filter.page && filter.page > 1) query.set('page', String(filter.page));
	const text = query.toString();
	return text ? `?${text}` : '';
}

/** Whether a bid passes. Pure. */
export function passesBid(filter: Pick<BidFilter, 'bid'>, value: number): boolean {
	if (filter.bid === '') return true;
	if (filter.bid === 'open') return value === 0;
	return bidNames[value as BidValue] === filter.bid;
}

/** Whether a text holds all the words that are asked for; case and accents do not count. Pure. */
export function holdsWords(text: string, words: string): boolean {
	const plain = (one: string) =>
		one
			.normalize('NFKD')
			.replace(/[\u0300-\u036f]/g, '')
			.normalize('NFC')
			.toLowerCase();
	const within = plain(text);
	return plain(words)
		.split(/\s+/u)
		.every((word) => within.includes(word));
}
