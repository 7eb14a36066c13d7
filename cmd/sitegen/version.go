package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			version := "unknown"
			if info, ok := debug.ReadBuildInfo(); ok {
				version = info.Main.Version
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" && version == "(devel)" {
						version += ", commit " + s.Value[:min(12, len(s.Value))]
					}
				}
			}
			_, err := fmt.Fprintln(a.out, "sitegen", version)
			return err
		},
	}
}
