import type { ArticleToAnalyse } from './analysis.ts';

/** Own small articles for tests; all names are invented. */
export const contract: ArticleToAnalyse = {
	locale: 'en',
	title: 'Aurora Orbital wins satellite contract',
	standfirst: 'The ministry orders four radar satellites and an option on two more.',
	body: `OSLO, Nov 3 (Sample Wire) — The defence ministry has awarded Aurora Orbital Inc. a contract worth $420 million for four radar satellites, the company said on Wednesday.

![A satellite in a hall](asset:hall)

## What was bought

The satellites will be launched by the end of 2024 on two rockets. The U.S. Dept. of Commerce must approve the export licence first. Revenue of the company rose 18 per cent last quarter, and its order book has reached $1.2 billion.

> We will deliver on time.
>
> — Ada Example, chief executive

A parliamentary committee has asked for the cost of each option. The ministry declined to say how the bids were compared. Analysts said investors should buy the shares now. Its rivals may complain to the regulator.

Photo: Aurora Orbital`,
	topics: ['defence'],
	month: '2021-11',
};

export const contractChinese: ArticleToAnalyse = {
	locale: 'zh',
	title: '极光轨道公司中标雷达卫星合同',
	standfirst: '国防部订购四颗雷达卫星，另有两颗备选。',
	body: `本报讯（记者 示例）国防部与极光轨道公司签署合同，采购四颗雷达卫星，总价二十八亿元。公司预计首星在2024年底前由运载火箭发射入轨。

公司上季度营业收入同比增长18%，在手订单达到八十亿元。“我们会按期交付。”公司总经理说。议会国防委员会要求说明备选卫星的成本，主管部门拒绝透露评标细节。出口许可证仍须监管机构批准，若未获批准，合同将自动终止。建议投资者买入该股。

图片来源：极光轨道公司`,
	topics: ['defence'],
	month: '2021-11',
};

/** Nothing for any of the readers. */
export const recipe: ArticleToAnalyse = {
	locale: 'en',
	title: 'Plum jam',
	standfirst: 'It keeps until Easter.',
	body: 'Wash plums. Stone them. Boil them gently while stirring, then fill jars.',
	topics: [],
	month: '2021-11',
};

export const recipeChinese: ArticleToAnalyse = {
	locale: 'zh',
	title: '李子酱',
	standfirst: '一直能放到来春。',
	body: '李子洗净去核。小火慢慢熬煮，边煮边搅，装瓶即成。',
	topics: [],
	month: '2021-11',
};
