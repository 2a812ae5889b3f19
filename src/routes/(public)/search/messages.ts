import { catalogue } from '#core/i18n/index.ts';

/** Words of the search. */
export const searchMessages = catalogue(
	{
		title: 'Search',
		lead: 'News, statements, pages, calls, tracks and dates: everything that is public here.',
		field: 'What are you looking for?',
		hint: 'All words must be there. “Words in quotes” stand side by side; -word leaves pages out.',
		go: 'Search',
		found: (count: number, typed: string) =>
			count === 1 ? `One page with “${typed}”` : `${count} pages with “${typed}”`,
		none: (typed: string) => `Nothing found for “${typed}”`,
		noneText: 'Try fewer words, or another form of them.',
		/** Said on the page of the other language. */
		foundHere: (count: number) =>
			count === 1 ? 'One result among the English pages' : `${count} results among the English pages`,
		more: 'More results',
		before: 'Earlier results',
		kinds: {
			article: 'News',
			page: 'Page',
			call: 'Call',
			date: 'Date',
			track: 'Track',
			statement: 'Statement',
		},
	},
	{
		title: '搜索',
		lead: '可搜索本站全部公开的新闻、声明、网页、征集、专题与日期。',
		field: '要找什么？',
		hint: '多个词须同时出现；加引号为连续词组；词前加 - 则排除。',
		go: '搜索',
		found: (count, typed) => `“${typed}”共 ${count} 个结果`,
		none: (typed) => `没有找到“${typed}”`,
		noneText: '请减少用词，或换一种说法。',
		foundHere: (count) => `中文页面中有 ${count} 个结果`,
		more: '更多结果',
		before: '前面的结果',
		kinds: {
			article: '新闻',
			page: '网页',
			call: '征集',
			date: '日期',
			track: '专题',
			statement: '声明',
		},
	},
);
