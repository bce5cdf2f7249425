// Compiles policy.rego to policy.wasm with OPA's own compiler, optimised. With the `opa` command (1.x) the same is
//
//	opa build -t wasm -O 2 -e sallyport/code policy.rego
//
// and policy.wasm is in the bundle. Without it, Debian's golang-github-open-policy-agent-opa-dev (1.4.2 was used) and a
// Go of at least 1.25 do, in a GOPATH of /usr/share/gocode:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run compile-rego.go policy.rego policy.wasm
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/compile"
)

func main() {
	compiler := compile.New().
		WithTarget(compile.TargetWasm).
		WithRegoVersion(ast.RegoV1).
		WithOptimizationLevel(2).
		WithEntrypoints("sallyport/code").
		WithPaths(os.Args[1])
	if err := compiler.Build(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := os.WriteFile(os.Args[2], compiler.Bundle().WasmModules[0].Raw, 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
