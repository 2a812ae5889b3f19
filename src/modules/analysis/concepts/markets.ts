import type { Concept } from './concept.ts';

/** Money: what companies earn, who pays for them, who carries the risk. */
export const marketConcepts: readonly Concept[] = [
	{
		key: 'results',
		label: { en: 'Company results and securities', zh: '公司业绩与证券' },
		terms: {
			en: {
				sure: `revenue, earnings, net profit, net loss, operating profit, operating loss, operating margin, gross margin, EBITDA, ebit, cash flow, free cash flow,
					dividend, shareholder, stock market, stock exchange, share price, =shares, earnings per share, guidance, full-year, quarterly results,
					third-quarter, fourth-quarter, second-quarter, first-quarter, balance sheet, net debt, write-down, writedown, impairment, goodwill, market
					capitalisation, market capitalization, market value, credit rating, downgrade, upgrade by analysts, outlook negative, broker, brokers, =bonds,
					bondholder, equity, securities, listed company, profit warning, annual report, receivables, Nasdaq, New York Stock Exchange, NYSE, Euronext,
					Hang Seng, London Stock Exchange, S&P 500, Dow Jones, trading day, market close, buyback, share buyback, provision, hedge fund, index fund`,
				good: `profit, margin, loss, losses, sales, turnover, quarter, fiscal year, forecast, analyst, analysts, stock, charge, debt, income, expenses, cost overrun, depreciation,
					amortisation, growth, interest rate, chief financial officer, finance chief, CFO, investor, investors, rating agency, default, treasury, yield, inflation,
					auditor, audit opinion, accounting, fell per cent, rose per cent, rose percent, fell percent, book value, currency`,
				weak: 'market, results, per cent, percent, value, record, performance, expectations, financial, company, decline, exceed',
			},
			zh: {
				sure: `营业收入, 营收, 净利润, 净利, 归母, 毛利率, 毛利, 扣非, 现金流, 经营活动现金流, 股东, 股价, 股票, 涨停, 跌停, 上市公司, 年报, 季报, 半年报, 财报, 业绩, 业绩预告, 派息, 分红, 派现,
					资产负债率, 应收账款, 减值, 商誉, 市值, 证券交易所, 上交所, 深交所, 港交所, 科创板, 创业板, 北交所, 主板, 纳斯达克, 纽交所, 恒生指数, 债券, 评级机构, 信用评级, 展望, 分析师, 券商,
					基金, 每股收益, 回购, 问询函, 审计机构, 审计意见, 披露, 投资者, 证券, 机构投资者, 本息`,
				good: '利润, 亏损, 盈利, 收入, 同比, 环比, 增长, 下降, 下滑, 成本, 负债, 借款, 财务, 财务总监, 坏账, 资产, 折旧, 会计, 开盘, 收盘, 季度, 预期, 营销, 资本市场, 利率, 汇率, 通胀, 还债, 计提',
				weak: '市场, 公司, 股份, 经营, 百分之, 上调, 下调, 价格',
			},
		},
		amounts: true,
	},
	{
		key: 'capital',
		label: { en: 'Investment, listings and mergers', zh: '投融资、上市与并购' },
		terms: {
			en: {
				sure: `funding round, series A, series B, series C, series D, seed round, venture capital, venture fund, venture funds, private equity, pre-revenue, lead investor, valuation, cap table, initial
					public offering, IPO, prospectus, flotation, public listing, SPAC, blank-check, merger, takeover, acquisition of, acquire, buyout, tender offer, share
					placement, rights issue, convertible, convertible loan, term loan, covenant, refinanc*, debt financing, pension fund, sovereign wealth fund, angel
					investor, raise capital, capital raise, investment fund, crowdfunding, Chapter 11, insolvency, bankruptcy,
					restructuring, due diligence, majority stake, minority stake, divest*, spin-off, joint venture, growth equity, public-private partnership`,
				good: `investor, investment, invest, funding, raise, raises, raised, backer, backers, stake, fund, funds, bank, lender, lenders, loan, credit, capital, shareholding, financing, finance,
					financial, startup, start-up, founder, investors, break-even, burned, cash burn, exit, =listing, =listings, equity, creditors, business model, business case, entrepreneur`,
				weak: 'round, money, close, closed, backing, price, owner, venture, subsidy, subsidies',
			},
			zh: {
				sure: `融资, 轮融资, A轮, B轮, C轮, D轮, 天使轮, 种子轮, 风险投资, 创业投资, 私募, 股权投资, 股权融资, 领投, 跟投, 估值, 首次公开募股, 招股书, 上市辅导, 科创板上市, 挂牌, 借壳, 并购, 收购, 要约收购,
					合并重组, 重组, 定向增发, 增发, 配股, 可转债, 银团贷款, 贷款, 产业基金, 引导基金, 主权基金, 养老基金, 破产, 清算, 增资, 入股, 控股, 出资, 募集资金, 投资人, 投资机构, 资本运作, 债务融资,
					协议投资, 尽职调查`,
				good: '投资, 资本, 资金, 股权, 银行, 基金, 创始人, 初创, 创业, 估价, 金融, 质押, 抵押, 债务, 招商, 补贴, 盈亏平衡, 退出, 商业化, 商业模式, 产业园, 企业家, 合伙人',
				weak: '股东, 融通, 注资, 轮, 回报, 钱',
			},
		},
		amounts: true,
	},
	{
		key: 'insurance',
		label: { en: 'Insurance and liability', zh: '保险与责任' },
		terms: {
			en: {
				sure: `insur*, underwriter, underwriting, reinsur*, premium, sum insured, total loss, partial loss, claim paid, claims, deductible, Lloyd's, syndicate, policyholder,
					war-risk, war risk, launch insurance, in-orbit cover, indemni*, third-party liability, loss adjuster, actuar*`,
				good: 'claim, cover, liability, liable, compensation, damages, loss, uninsured, write off, payout, risk, policy wording, lawsuit, litigation, arbitration, bond posted',
				weak: 'risks, capacity, brokers, rate',
			},
			zh: {
				sure: '保险, 承保, 理赔, 保费, 保单, 保额, 再保险, 共保体, 保险人, 被保险人, 全损, 推定全损, 免赔, 费率, 经纪人, 发射险, 在轨险, 第三者责任, 赔付, 赔款, 精算',
				good: '损失, 赔偿, 索赔, 责任, 风险, 出险, 诉讼, 仲裁, 违约, 担保',
				weak: '事故, 报损, 续转',
			},
		},
		amounts: true,
	},
	{
		key: 'trade',
		label: { en: 'Markets, prices and competition', zh: '市场、价格与竞争' },
		terms: {
			en: {
				sure: `market share, market size, competitor, competitors, price cut, price war, pricing, supply chain, demand, cost per kilogram, customers, subscriber, subscribers, commercial, commercialisation,
					commercialization, business, industry, new space economy, space economy, private sector, small and medium enterprises, trade, export market, monopoly, antitrust, consolidation,
					oversupply, shortage, tariff, tariffs, customs duty, workforce, layoffs, job cuts, chamber of commerce, business park, industrial park, order intake`,
				good: `price, cost, costs, company, firm, supplier, sales, sell, sold, fee, fees, customer, user, economy, economic, market, consumer, product, cheaper, expensive, contract, capacity, operator, provider,
					employees, jobs, licence fee, rent, rental, invoice, budget overrun, billion, million, insurance, buyer, seller, share of the market, enterprise, entrepreneurs`,
				weak: 'paid, pay, paying, discount, worth, money, profit, demand for, brand, compete, competition',
			},
			zh: {
				sure: `市场份额, 市场规模, 竞争对手, 价格战, 定价, 需求, 客户, 用户, 商业化, 产业, 产业链, 商业航天, 民营企业, 中小企业, 太空经济, 低空经济, 航天经济, 贸易, 外贸, 垄断, 反垄断, 产能过剩, 短缺, 关税, 裁员,
					就业, 商会, 产业园, 园区, 出口订单, 招商, 经贸, 民营`,
				good: '价格, 成本, 企业, 公司, 厂家, 销售, 收费, 费用, 经济, 市场, 产品, 订单, 产能, 运营商, 供应商, 员工, 租金, 便宜, 降价, 涨价, 报价, 付费, 消费者, 亿元, 万元, 商业, 创业',
				weak: '买, 卖, 竞争, 合同, 招工, 经营, 利润',
			},
		},
		amounts: true,
	},
];
