import type { Concept } from './concept.ts';

/** What governments decide, alone and with each other, and what they owe the public. */
export const governmentConcepts: readonly Concept[] = [
	{
		key: 'regulation',
		label: { en: 'Law, licences and standards', zh: '法律、许可与标准' },
		terms: {
			en: {
				sure: `regulat*, legislat*, licensing, licence, license, rulemaking, final rule, statute, bill, act of, law, compliance, comply, mandatory, waiver, exemption, directive, ordinance, decree,
					executive order, export control, export controls, export licence, ITAR, dual-use, dual use, sanction, sanctions, embargo, spectrum, radio regulations, frequency allocation, ITU, FCC, FAA, Ofcom,
					frequency band, megahertz, radio conference, space law, liability convention, standardisation, standardization, standards body, technical standard, ISO, data protection,
					antitrust, public consultation, comment period, enforcement, supreme court, court ruling, liability of directors, audits, ban, prohibit*, moratorium`,
				good: `rule, rules, authority, authorities, permit, permission, approve, approval, court, judge, lawsuit, legal, lawyer, standard, standards, requirement, require, obligation, duty, fine, penalty, comment, commissioner, commission,
					inspector, certification, certif*, guideline, guidelines, register, registration, registry, code of conduct, draft, adopted, takes effect, enter into force, consent, complaint, oversight, inquiry,
					prohibited, allowed, frequency, band, data sharing, open data, patent`,
				weak: 'rights, must, report within, recommendation, condition, terms, agenda, review, audit, hearing',
			},
			zh: {
				sure: `监管, 监管机构, 法律, 立法, 法规, 条例, 法案, 办法, 管理办法, 规定, 试行, 征求意见, 征求意见稿, 许可, 许可证, 审批, 批准, 合规, 强制, 豁免, 出口管制, 两用物项, 管制清单, 制裁, 禁令, 频谱, 频率, 无线电规则,
					国际电联, 频率申报, 空间法, 航天法, 国家标准, 标准化, 推荐性标准, 反垄断, 竞争主管机关, 执法, 处罚, 罚款, 主管部门, 行政令, 法院, 裁定, 听证, 过渡期, 新规, 施行, 入网检测`,
				good: '标准, 规则, 义务, 要求, 审查, 评估, 授权, 备案, 登记, 申请, 申报, 认证, 准入, 指南, 准则, 权利, 专利, 责任, 合法, 律师, 公开征求, 约束, 附则, 起草, 生效, 限制, 数据共享, 开放数据',
				weak: '应当, 不得, 意见, 条款, 清单, 复审',
			},
		},
	},
	{
		key: 'diplomacy',
		label: { en: 'Treaties and cooperation of states', zh: '条约与国家间合作' },
		terms: {
			en: {
				sure: `treaty, convention, outer space treaty, moon agreement, artemis accords, united nations, UN, UNOOSA, COPUOS, security council, diplomat*, diplomacy, ambassador, foreign minister, foreign ministry, foreign ministries,
					bilateral, multilateral, international cooperation, memorandum of understanding, ratif*, signatory, signatories, delegation, delegations, delegate, summit, member states, sovereignty, non-proliferation,
					confidence-building, peaceful use, peaceful uses, joint declaration, communique, communiqué, intergovernmental, geopolitic*, European Union, EU, African Union, ASEAN, G20, BRICS, coastal states, developing countries, space
					cooperation, working group, international law, appropriate a celestial body, negotiat*, global governance, sustainable development goals, SDGs, Paris Agreement, belt and road`,
				good: `agreement, cooperation, cooperate, governments, nations, countries, states, international, partner, partnership, joint, foreign, border, bloc, compromise, consensus, resolution, declaration, initiative, accord,
					principle, talks, alliance, committee, secretary-general, secretary general, visa, conference, assembly, symposium, congress, forum, exchange, world, global, both sides, peace, collaborat*, shared`,
				weak: 'meeting, country, sign, signed, abroad, neighbour, proposal, hosted, participants, experts, workshop, organis*',
			},
			zh: {
				sure: `条约, 公约, 外空条约, 联合国, 外空司, 外空委, 安理会, 外交, 外交部, 外长, 大使, 双边, 多边, 国际合作, 谅解备忘录, 批准书, 缔约国, 缔约方, 签署国, 代表团, 峰会, 成员国, 主权, 军控, 和平利用, 联合声明, 联合宣言, 宣言,
					倡议, 倡议书, 政府间, 地缘政治, 欧盟, 欧盟委员会, 非盟, 东盟, 金砖国家, 二十国集团, 发展中国家, 国际法, 谈判, 全球治理, 可持续发展目标, 巴黎协定, 一带一路, 命运共同体, 经贸对话, 国际组织, 国际宇航联合会, 国际宇航科学院`,
				good: '合作, 协定, 国际, 各国, 多国, 国家和地区, 外国, 境外, 盟友, 伙伴, 共识, 决议, 原则, 磋商, 协商, 论坛, 大会, 年会, 会议, 研讨会, 共享, 联合, 交流, 代表, 签证, 和平, 全球, 秘书长, 邻国, 交换',
				weak: '两国, 与会, 参会, 主办, 专家, 开放, 组委会',
			},
		},
	},
	{
		key: 'government',
		label: { en: 'Government, parliament and budgets', zh: '政府、议会与预算' },
		terms: {
			en: {
				sure: `government, ministry, minister, parliament*, congress, senate, senator, house of representatives, lawmaker, lawmakers, legislator, legislators, legislature, white house, prime minister, president signed, cabinet,
					federal, budget, appropriat*, public funding, public money, taxpayer, taxpayers, space policy, industrial policy, national strategy, strategy, white paper, space programme, space program, public
					spending, audit office, GAO, auditor general, select committee, budget request, treasury, state-owned, subsidy, subsidies, council, councillor, provincial assembly, municipal, five-year plan, grant, European Commission,
					NASA, ESA, space agency, governor, election, civil service, public sector, audit committee, critics say, public policy, administration, state council, national space council, legislation`,
				good: `policy, policies, official, officials, agency, authority, department, programme office, public, national, state, committee, committee members, politic*, vote, voted, plan, programme, spending, estimates, funding, funds, reform,
					priority, decision, proposal, oversight, accountability, secretary, commission, province, provincial, regional, local authority, city, district, capital, institution, bureau, ministry of, consultation`,
				weak: 'cost, report, review, assessment, target, roadmap, goal, mandate, chair, spokesman, spokesperson, county',
			},
			zh: {
				sure: `政府, 国务院, 部委, 部长, 议会, 国会, 议员, 参议院, 众议院, 立法机关, 总理, 总统, 内阁, 联邦, 预算, 预算案, 拨款, 财政, 财政部, 财政资金, 国防部, 科技部, 工信部, 发改委, 国家战略, 战略, 白皮书, 航天战略, 航天政策, 产业政策, 政策,
					五年规划, 十四五, 十五五, 规划, 国有, 补贴, 省里, 省政府, 市政府, 县教育局, 教育局, 应急厅, 应急管理, 全国人大, 人大代表, 政协, 审计署, 纳税人, 国家航天局, 航天局, 国防科工局, 公共资金, 选举, 国防委员会, 行政, 统一布点, 考核`,
				good: '部门, 主管, 官员, 当局, 公共, 国家, 全国, 省, 市, 县, 委员会, 政治, 表决, 投票, 计划, 经费, 支出, 改革, 优先, 决定, 建议, 监督, 问责, 部署, 落实, 重大专项, 试点, 公布, 发布, 出台, 批复, 申请, 投入, 科研经费',
				weak: '报告, 评估, 目标, 路线图, 负责人, 发言人, 地方, 乡镇',
			},
		},
	},
	{
		key: 'public-interest',
		label: { en: 'Public safety, climate and society', zh: '公共安全、气候与社会' },
		terms: {
			en: {
				sure: `disaster, disaster relief, disaster response, emergency, emergency services, flood, flooding, earthquake, wildfire, hurricane, typhoon, drought, tsunami, evacuat*, climate change, climate, greenhouse gas, emissions, carbon, methane, sea level, public health, epidemic,
					pandemic, food security, humanitarian, early warning system, essential service, critical infrastructure, essential infrastructure, digital divide, rural connectivity, universal service, sustainable development, civil protection,
					search and rescue, distress, weather service, air traffic, aviation safety, maritime safety, water management, deforestation, biodiversity, telemedicine, public service, space education, STEM, environmental`,
				good: `relief, safety, warning, infrastructure, resilience, weather, environment, energy, agriculture, hospital, ambulance, rescue, monitoring, citizens, villages, communities, society, education, training, school, skills, university, research funding, resilience,
					coastguard, shipping, population, health, inequality, access, transparency, ethics, privacy`,
				weak: 'survey, map, imagery, district, people, risk, public, community',
			},
			zh: {
				sure: `灾害, 救灾, 减灾, 防灾, 应急, 应急局, 应急管理, 应急通信, 洪水, 洪涝, 地震, 台风, 干旱, 山火, 海啸, 疏散, 气候变化, 气候, 温室气体, 碳排放, 碳中和, 碳达峰, 公共卫生, 疫情, 流行病, 粮食安全, 人道主义, 预警系统, 数字鸿沟, 可持续发展,
					民生, 搜救, 失联, 气象部门, 公共服务, 关键基础设施, 环境保护, 生态, 乡村振兴, 远程医疗, 科普, 航天教育`,
				good: '救援, 安全, 预警, 基础设施, 气象, 环境, 能源, 农业, 医院, 监测, 居民, 村庄, 社会, 教育, 培训, 演练, 学校, 高校, 村小, 人才, 健康, 透明, 伦理, 隐私, 公平, 普及',
				weak: '影像, 地图, 老人, 群众, 市民, 风险',
			},
		},
	},
];
