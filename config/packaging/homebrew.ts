// The formula of Homebrew: the npm package on Homebrew's Node, on macOS and Linux.
// https://docs.brew.sh/Node-for-Formula-Authors
import { homepage, project } from './package-facts.ts';

/** `sha256` is of the npm package. */
export const homebrewFormula = (version: string, sha256: string): string => `class Vaultop < Formula
  desc "Live terminal dashboard for AWS Backup"
  homepage "${homepage}"
  url "${homepage}/releases/download/v${version}/vaultop-${version}.tgz"
  sha256 "${sha256}"
  license "${project.license}"

  depends_on "node"

  def install
    system "npm", "install", *std_npm_args
    bin.install_symlink libexec.glob("bin/*")
    man1.install_symlink libexec.glob("share/man/man1/*")
    generate_completions_from_executable(bin/"vaultop", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/vaultop --version")
    assert_match "Running jobs", shell_output("#{bin}/vaultop --once --demo --region us-east-1")
  end
end
`;
