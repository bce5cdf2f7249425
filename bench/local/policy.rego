# The rules of libs/domain/src/policy/rules that the questions of the bench meet, in their order: the first that speaks
# gives the code. One chain of `else`, so that nothing after it is evaluated, and one look-up of the package and of the
# agent by key, as OPA's guide to performance has it ("use indexed statements", "early exit").
package sallyport

agent := object.get(data.agents, input.agentId, {"rank": 0, "suspended": false})

found := data.packages[input.ecosystem][input.name][input.version]

rank := agent.rank

exact_live if input.now < found.exactUntil

standing_live if input.now < found.standingUntil

exact_reaches if {
	exact_live
	rank >= found.exactMin
}

standing_reaches if {
	standing_live
	rank >= found.standingMin
}

is_live if exact_live

is_live if standing_live

reaches if exact_reaches

reaches if standing_reaches

governs if exact_reaches

governs if {
	standing_reaches
	rank != 1
}

default code := "no-rule"

code := "banned" if found.banned

else := "agent-suspended" if agent.suspended

else := "student-blocked" if rank == 0

else := "approval-expired" if {
	found.exactMin < 9
	not is_live
}

else := "maturity-too-low" if {
	not governs
	is_live
	not reaches
}

else := "exact-approval-required" if {
	not governs
	is_live
	rank == 1
}

else := "advisory-severity" if found.severity >= data.policy.severity[rank]

else := "suspicious" if found.verdict >= data.policy.verdict[rank]

else := "build-scripts" if {
	found.buildScripts
	not data.policy.buildScripts[rank]
}

else := "source-kind" if not data.policy.kinds[rank][found.kind]

else := "unknown-package" if {
	found.unknown
	not is_live
}

else := "not-scanned" if not found.scanned

else := "advisories-stale" if input.now - data.policy.importedAt > data.policy.staleAfter[rank]

else := "approved" if governs
