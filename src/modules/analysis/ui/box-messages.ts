import { catalogue } from '#core/i18n/index.ts';

/** Words of the analysis under an article, for readers. */
export const boxMessages = catalogue(
	{
		title: { text: 'Automatic text analysis', model: 'AI-generated analysis' },
		label: {
			text: 'Made by rules and counts, without artificial intelligence; examined by an editor.',
			model: 'AI-generated. Written by a language model, checked against the article, examined by an editor.',
		},
		reviewed: (name: string) => `Reviewed by ${name}`,
		reviewedByNobody: 'Reviewed by an editor',
		end: { text: 'End of the automatic text analysis.', model: 'End of the AI-generated analysis.' },
		edited: (removed: number, reworded: number) =>
			[
				removed > 0 ? `${removed} ${removed === 1 ? 'line' : 'lines'} taken out by the editor` : '',
				reworded > 0 ? `${reworded} in the editor’s words` : '',
			]
				.filter(Boolean)
				.join(', '),
		editors: 'editor’s words',
		relevance: 'How far it concerns whom',
		relevanceLead:
			'Relevance from 0 to 10, by what the article speaks of; it says nothing of quality, and nothing of prices.',
		of: (score: string) => `${score} of 10`,
		abstains: 'no score: the article says too little',
		found: (hits: number, concepts: number) =>
			hits === 0
				? 'None of this reader’s subjects is spoken of.'
				: `${hits} of ${concepts} subjects of this reader are spoken of:`,
		low: 'Stands on little text.',
		why: 'Why',
		forReader: 'What to take from it',
		summary: 'Summary',
		summaryText: 'Sentences of the article, unchanged.',
		trends: 'Compared with our own archive',
		trendsLead: (n: number, start: string) => `${n} earlier articles in this language, since ${start}.`,
		trendsNone: (minimum: number) =>
			`Nothing is compared: it takes at least ${minimum} earlier articles in this language.`,
		nearest: 'Nearest earlier articles',
		questions: 'Questions to follow up',
		sentence: (number: number) => `sentence ${number}`,
		sentenceShort: (number: number) => `S${number}`,
		finance:
			'No investment advice. Relevance is not a view on any price or value, and not a suggestion to buy, hold or sell. Neither the editors nor the method know of holdings in companies that are named; interests that the publisher declared stand above the article.',
		about: 'About this analysis',
		method: 'Method',
		methodText: (version: string) => `automatic text analysis, version ${version}`,
		methodModel: (model: string, version: string) => `language model ${model}, instructions ${version}`,
		articleVersion: 'Of the article’s version',
		made: 'Made',
		reviewer: 'Reviewed',
		how: 'How this is scored',
		report: 'Report an error',
		short: 'The article is short: take all of this with care.',
		chart: (label: string) => `${label}: articles by month`,
		chartSays: (hits: number, articles: number) => `${hits} of ${articles}`,
		month: 'Month',
		articles: 'Articles that speak of it, of all',
		chartKey: 'dark: articles that speak of it; light: all articles of the month',
	},
	{
		title: { text: '自动文本分析', model: '人工智能生成的分析' },
		label: {
			text: '由规则和计数得出，未使用人工智能；已经编辑审核。',
			model: '人工智能生成。由语言模型撰写，已与文章核对，并经编辑审核。',
		},
		reviewed: (name) => `审核：${name}`,
		reviewedByNobody: '已经编辑审核',
		end: { text: '自动文本分析完。', model: '以上内容由人工智能生成。' },
		edited: (removed, reworded) =>
			[removed > 0 ? `编辑删去 ${removed} 条` : '', reworded > 0 ? `编辑改写 ${reworded} 条` : '']
				.filter(Boolean)
				.join('，'),
		editors: '编辑改写',
		relevance: '与哪些读者相关',
		relevanceLead: '相关度为 0 至 10，依据文章谈到的内容；不评价文章质量，也不涉及任何价格。',
		of: (score) => `${score} / 10`,
		abstains: '不评分：文章所述太少',
		found: (hits, concepts) =>
			hits === 0 ? '文章没有谈到这类读者关注的主题。' : `这类读者关注的 ${concepts} 个主题中，文章谈到 ${hits} 个：`,
		low: '依据的文字较少。',
		why: '理由',
		forReader: '要点',
		summary: '摘要',
		summaryText: '均为文章原句，未作改动。',
		trends: '与本站存档比较',
		trendsLead: (n, start) => `自${start}以来，本语言此前共有 ${n} 篇文章。`,
		trendsNone: (minimum) => `未作比较：本语言此前至少须有 ${minimum} 篇文章。`,
		nearest: '此前最接近的文章',
		questions: '值得追问的问题',
		sentence: (number) => `第 ${number} 句`,
		sentenceShort: (number) => `句 ${number}`,
		finance:
			'不构成投资建议。相关度不代表对任何价格或价值的看法，也不是买入、持有或卖出的建议。编辑和分析方法均不掌握所涉公司的持股情况；发布方申报的利益关系见文章开头。',
		about: '关于本分析',
		method: '方法',
		methodText: (version) => `自动文本分析，版本 ${version}`,
		methodModel: (model, version) => `语言模型 ${model}，指令版本 ${version}`,
		articleVersion: '所据文章版本',
		made: '生成时间',
		reviewer: '审核',
		how: '评分方法',
		report: '报告错误',
		short: '文章较短，以上内容请谨慎参考。',
		chart: (label) => `${label}：按月篇数`,
		chartSays: (hits, articles) => `${hits} / ${articles}`,
		month: '月份',
		articles: '谈到该主题的篇数 / 全部篇数',
		chartKey: '深色为谈到该主题的文章，浅色为当月全部文章',
	},
);
